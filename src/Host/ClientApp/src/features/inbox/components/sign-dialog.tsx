import { Alert, Anchor, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { hasCode } from '@/api/errors';
import { formatMoment } from '@/lib/dates';
import { ErrorState } from '@/ui/error-state';
import { FormDialog } from '@/ui/form-dialog';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { signingQuery } from '../api/sign-work';
import type { SigningPreview } from '../api/types';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import classes from './sign-dialog.module.css';

/** Ký ban hành: shows the file, its hash and the block exactly as they are signed; the second factor is asked again by whoever sends the command. */
export function SignDialog({ detail, isBusy, error, onSend, onClose }: ActionDialogProps) {
  const preview = useQuery(signingQuery(detail.item.id));
  const shown = preview.data;
  const isChanged = hasCode(error, 'sign.version-changed');
  return (
    <FormDialog
      title={texts.signTitle(detail.outgoing?.subject ?? detail.subject)}
      verb={texts.signVerb}
      size="lg"
      isSubmitFocused
      isBusy={isBusy}
      isOff={shown === undefined || shown.secondFactor === 'notEnrolled' || preview.isFetching}
      error={error}
      onSubmit={() => onSend('sign', { expectedHash: shown?.file.sha256 })}
      onClose={onClose}
    >
      {preview.isPending && <SkeletonRows rows={4} />}
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {shown !== undefined && <Signed preview={shown} />}
      {shown?.secondFactor === 'notEnrolled' && (
        <Alert color="yellow" role="alert">
          {texts.notEnrolled}{' '}
          <Anchor component={Link} to="/tai-khoan">
            {texts.toAccount}
          </Anchor>
        </Alert>
      )}
      {shown?.secondFactor === 'needed' && <Text size="sm">{texts.codeFollows}</Text>}
      {isChanged && (
        <Button variant="default" onClick={() => void preview.refetch()}>
          {texts.reload}
        </Button>
      )}
    </FormDialog>
  );
}

function Signed({ preview }: { preview: SigningPreview }) {
  const { file, signatureBlock, replaces, findings } = preview;
  return (
    <dl className={classes.signed}>
      <dt>{texts.signedFile}</dt>
      <dd>
        {file.fileName}
        <Text span size="sm" c="dimmed">
          {' '}
          {texts.signVersion(file.versionNo, formatMoment(file.createdAt))}
        </Text>
      </dd>
      <dt>{texts.signedHash}</dt>
      <dd className={classes.hash}>{file.sha256}</dd>
      <dt>{texts.signedBlock}</dt>
      <dd className={classes.block}>
        {signatureBlock.lines.map((line) => (
          <b key={line}>{line}</b>
        ))}
        <span>{signatureBlock.name}</span>
        {replaces !== null && <Text size="sm">{texts.signsFor([replaces.fullName, replaces.title].filter(Boolean).join(', '))}</Text>}
      </dd>
      <dt>{findings.length === 0 ? texts.noFindings : texts.signFindings(findings.length)}</dt>
      <dd>
        {findings.map((finding) => (
          <div key={`${finding.code} ${finding.message}`}>{finding.message}</div>
        ))}
      </dd>
    </dl>
  );
}
