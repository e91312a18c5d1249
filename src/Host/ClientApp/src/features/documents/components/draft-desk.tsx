import { Button, Modal, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/errors';
import { useCommand } from '@/api/use-command';
import { showToast } from '@/ui/toasts';
import { submitDraft, whole, workingCopyQuery, type DraftContent, type Submission, type WorkItemDetail } from '../api/drafting';
import type { FormFinding } from '../api/check-form';
import { draftTexts as texts } from '../draft-texts';
import { fieldOfRefusal, firstContent, hasText } from '../lib/draft';
import { fieldOf, type DraftField } from '../lib/finding-order';
import { isUnsaved } from '../lib/save-state';
import { DraftAttachments } from './draft-attachments';
import { DraftFields, fieldId } from './draft-fields';
import { DraftFile, type DraftFileValue } from './draft-file';
import { DraftPreview } from './draft-preview';
import classes from './draft.module.css';
import { FindingList } from './finding-list';
import { LeaveGuard } from './leave-guard';
import { ReturnedNotice } from './returned-notice';
import { SaveMark } from './save-mark';
import { StaleNotice } from './stale-notice';
import { SubmitDialog } from './submit-dialog';
import { TemplateChoice } from './template-choice';
import { useAutosave } from './use-autosave';
import { useDraftLook } from './use-draft-look';

export interface SavedCopy {
  content: Parameters<typeof whole>[0];
  rowVersion: number;
  savedAt: string;
}

interface DraftDeskProps {
  detail: WorkItemDetail;
  copy: SavedCopy | null;
  isPage: boolean;
  onSubmitted: () => void;
  /** Begins anew with what the server has. */
  onReload: () => void;
}

const nothing: readonly FormFinding[] = [];

/** From this width on the paper lies beside the fields. */
const besideFrom = 1_000;

export function DraftDesk({ detail, copy, isPage, onSubmitted, onReload }: DraftDeskProps) {
  const workItemId = detail.item.id;
  const name = `draft-${workItemId}`;
  const [first] = useState(() => firstContent(detail, copy));
  const [content, setContent] = useState<DraftContent>(first);
  const [file, setFile] = useState<DraftFileValue | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [isPreviewed, setIsPreviewed] = useState(false);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const queries = useQueryClient();
  const { ref, width } = useElementSize();
  const isBeside = width >= besideFrom;
  const { state, flush, overwrite } = useAutosave(workItemId, content, { rowVersion: copy?.rowVersion ?? 0, savedAt: copy?.savedAt ?? null, content: first });
  const { look, check, isOn } = useDraftLook(workItemId, content, file?.token ?? null, isBeside || isPreviewed);
  const submit = useCommand({
    run: (submission: Submission, key) => submitDraft(workItemId, submission, key),
    changes: [['inbox'], ['work-items'], ['dossiers'], ['documents']],
    onDone: (_, { draft }) => {
      showToast({ text: texts.submitted(draft.subject) });
      onSubmitted();
    },
  });

  const change = (part: Partial<DraftContent>) => setContent((before) => ({ ...before, ...part }));
  const errors = problems(content, file !== null, isAsked, submit.error);
  const findings = check.data ?? nothing;
  const jump = (field: DraftField) => {
    const element = document.getElementById(fieldId(name, field));
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
  };
  const marks = {
    findings,
    canJump: (finding: FormFinding) => fieldOf(finding) !== null,
    onJump: (finding: FormFinding) => {
      setIsPreviewed(false);
      // After the paper that covers the fields on a narrow screen is gone.
      requestAnimationFrame(() => jump(fieldOf(finding) ?? 'body'));
    },
  };
  const replace = (next: DraftContent, from: string) => {
    const before = content;
    setContent(next);
    showToast({ text: texts.filled(from), undo: () => setContent(before) });
  };
  const askSubmit = () => {
    setIsAsked(true);
    submit.reset();
    const missing = Object.keys(problems(content, file !== null, true, null))[0] as DraftField | undefined;
    if (missing === undefined) setIsSubmitting(true);
    else jump(missing);
  };
  const overwriteTheirs = async () => {
    const theirs = await queries.query({ ...workingCopyQuery(workItemId), staleTime: 0 });
    await overwrite(theirs?.rowVersion ?? 0);
  };
  return (
    <div ref={ref}>
      <LeaveGuard isUnsaved={isUnsaved(state) && !submit.isSuccess} hasFile={file !== null && !submit.isSuccess} flush={flush} />
      <div className={classes.bar} data-page={isPage || undefined}>
        <SaveMark state={state} onSave={() => void flush()} />
        <span className={classes.spacer} />
        {!isBeside && (
          <Button variant="default" onClick={() => setIsPreviewed(true)}>
            {texts.preview}
          </Button>
        )}
        <Button onClick={askSubmit}>{texts.submit}</Button>
      </div>
      {state.kind === 'stale' && <StaleNotice onKeep={() => void overwriteTheirs()} onTake={onReload} />}
      <div className={classes.desk} data-beside={isBeside || undefined}>
        <div>
          <ReturnedNotice detail={detail} isPage={isPage} />
          <section className={classes.section} aria-label={texts.fields}>
            <TemplateChoice workItemId={workItemId} hasText={hasText(content)} onFilled={replace} />
            <DraftFields name={name} content={content} onChange={change} errors={errors} hasFile={file !== null} />
          </section>
          <section className={classes.section}>
            <h2>{texts.findings}</h2>
            {!isOn ? (
              <Text c="dimmed">{texts.checkLater}</Text>
            ) : check.data === undefined ? (
              <Text c="dimmed">{check.isError ? check.error.message : texts.checking}</Text>
            ) : (
              <FindingList {...marks} />
            )}
          </section>
          <section className={classes.section}>
            <h2>{texts.file}</h2>
            <DraftFile
              workItemId={workItemId}
              file={file}
              onChange={(next, proposal) => {
                setFile(next);
                if (proposal !== null) setContent((before) => filledBy(before, proposal.draft));
              }}
            />
          </section>
          <section className={classes.section}>
            <h2>{texts.attachments}</h2>
            <DraftAttachments workItemId={workItemId} />
          </section>
        </div>
        {isBeside && (
          <div className={classes.beside}>
            <DraftPreview look={look} isOn={isOn} marks={marks} />
          </div>
        )}
      </div>
      {isPreviewed && !isBeside && (
        <Modal opened fullScreen onClose={() => setIsPreviewed(false)} title={texts.preview} closeButtonProps={{ 'aria-label': texts.closePreview }}>
          <DraftPreview look={look} isOn={isOn} marks={marks} />
        </Modal>
      )}
      {isSubmitting && (
        <SubmitDialog
          subject={content.subject}
          dossierId={detail.dossierId}
          errorCount={findings.filter((finding) => finding.severity === 'error').length}
          isBusy={submit.isPending}
          error={submit.error}
          onSubmit={(comment) => submit.mutate({ draft: content, file: file?.token ?? null, comment, rowVersion: detail.item.rowVersion })}
          onClose={() => setIsSubmitting(false)}
        />
      )}
    </div>
  );
}

/** What must be mended before it can be submitted, by field. */
function problems(content: DraftContent, hasFile: boolean, isAsked: boolean, refusal: unknown): Partial<Record<DraftField, string>> {
  const found: Partial<Record<DraftField, string>> = {};
  if (isAsked) {
    if (content.typeCode === '') found.typeCode = texts.missingField(texts.type);
    if (content.subject.trim() === '') found.subject = texts.missingField(texts.subject);
    if (!hasFile && content.body.trim() === '') found.body = texts.missingField(texts.body);
  }
  if (refusal instanceof ApiError) {
    const field = fieldOfRefusal(refusal.code);
    if (field !== null) found[field] = refusal.detail;
  }
  return found;
}

/** What the file says, where it says something; its text is not kept as the body, for the file itself is the draft. */
function filledBy(before: DraftContent, given: Parameters<typeof whole>[0]): DraftContent {
  const proposed = whole(given);
  return {
    ...before,
    typeCode: proposed.typeCode || before.typeCode,
    subject: proposed.subject || before.subject,
    addressees: proposed.addressees.length > 0 ? proposed.addressees : before.addressees,
    recipients: proposed.recipients.length > 0 ? proposed.recipients : before.recipients,
    signerPosition: given.signerPosition === undefined || given.signerPosition === '' ? before.signerPosition : given.signerPosition,
    urgency: given.urgency ?? before.urgency,
  };
}
