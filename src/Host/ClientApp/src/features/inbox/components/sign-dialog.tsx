import { Alert, Anchor, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { hasCode } from '@/api/errors';
import { formatMoment } from '@/lib/dates';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { confirmSession, signingQuery } from '../api/sign-work';
import type { SigningPreview } from '../api/types';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import { CodeField } from './code-field';
import { FormDialog } from './form-dialog';
import classes from './sign-dialog.module.css';

/** Ký ban hành: shows the file, its hash and the block exactly as they are signed; the code is asked again where a second factor is set up. */
export function SignDialog({ detail, isBusy, error, onSend, onClose }: ActionDialogProps) {
  const preview = useQuery(signingQuery(detail.item.id));
  const [code, setCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const shown = preview.data;
  const sign = () => onSend('sign', { expectedHash: shown?.file.sha256 });
  const confirm = useMutation({ mutationFn: confirmSession, onSuccess: sign });
  // The confirmation may have run out between the preview and the signature.
  const needsCode = shown?.secondFactor === 'needed' || hasCode(error, 'second-factor.needed');
  const isChanged = hasCode(error, 'sign.version-changed');
  const submit = () => {
    setIsAsked(true);
    if (isChanged) void preview.refetch();
    if (!needsCode || confirm.isSuccess) sign();
    else if (code.trim() !== '') confirm.mutate(code.trim());
  };
  return (
    <FormDialog
      title={texts.signTitle(detail.outgoing?.subject ?? detail.subject)}
      verb={texts.signVerb}
      size="lg"
      isBusy={isBusy || confirm.isPending}
      isOff={shown === undefined || shown.secondFactor === 'notEnrolled' || isChanged}
      error={confirm.error ?? (hasCode(error, 'second-factor.needed') ? null : error)}
      onSubmit={submit}
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
      {needsCode && !confirm.isSuccess && <CodeField value={code} onChange={setCode} error={isAsked && code.trim() === '' ? texts.codeMissing : null} />}
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
