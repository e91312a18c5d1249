import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionQuery } from '@/api/session';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { beginSecondFactor, disableSecondFactor, enableSecondFactor, renewRecoveryCodes, secondFactorQuery } from '../api/account';
import { texts } from '../texts';
import classes from './account.module.css';
import { EnrolForm } from './enrol-form';
import { RecoveryCodes } from './recovery-codes';
import { SecretsDialog } from './secrets-dialog';

type Step = { name: 'rest' | 'password' | 'renew' | 'disable' } | { name: 'enrol'; secret: string; uri: string } | { name: 'codes'; codes: readonly string[] };

/** Xác thực hai lớp: turn it on, keep recovery codes, turn it off. */
export function SecondFactorTab() {
  const queries = useQueryClient();
  const state = useQuery(secondFactorQuery);
  const [step, setStep] = useState<Step>({ name: 'rest' });
  const rest = () => setStep({ name: 'rest' });
  // Whether a second factor is set up stands in the session too.
  const changed = () => Promise.all([queries.invalidateQueries({ queryKey: secondFactorQuery.queryKey }), queries.invalidateQueries({ queryKey: sessionQuery.queryKey })]);
  if (state.data === undefined) return state.isError ? <ErrorState error={state.error} onRetry={() => void state.refetch()} /> : <SkeletonRows rows={3} />;
  const { enabled, recoveryCodesLeft } = state.data;
  return (
    <section className={classes.panel}>
      <p>{texts.secondAbout}</p>
      {step.name === 'enrol' ? (
        <EnrolForm
          secret={step.secret}
          uri={step.uri}
          enable={enableSecondFactor}
          onDone={({ recoveryCodes }) => {
            showToast({ text: texts.enabled });
            void changed();
            setStep({ name: 'codes', codes: recoveryCodes });
          }}
          onCancel={rest}
        />
      ) : step.name === 'codes' ? (
        <RecoveryCodes codes={step.codes} onDone={rest} />
      ) : enabled ? (
        <>
          <p>
            <b>{texts.secondOn}</b> {texts.codesLeft(recoveryCodesLeft)} {recoveryCodesLeft < 4 && texts.fewCodes}
          </p>
          <Group gap="xs">
            <Button variant="default" onClick={() => setStep({ name: 'renew' })}>
              {texts.newCodes}
            </Button>
            <Button variant="default" onClick={() => setStep({ name: 'disable' })}>
              {texts.disable}
            </Button>
          </Group>
        </>
      ) : (
        <>
          <p>
            <b>{texts.secondOff}</b>
          </p>
          <Button onClick={() => setStep({ name: 'password' })}>{texts.enable}</Button>
        </>
      )}
      {step.name === 'password' && (
        <SecretsDialog title={texts.enable} verb={texts.begin} asks={['password']} send={({ password }) => beginSecondFactor(password)} onDone={(enrolment) => setStep({ name: 'enrol', ...enrolment })} onClose={rest} />
      )}
      {step.name === 'renew' && (
        <SecretsDialog
          title={texts.newCodes}
          about={texts.newCodesDetail}
          verb={texts.newCodes}
          asks={['code']}
          send={({ code }) => renewRecoveryCodes(code)}
          onDone={({ recoveryCodes }) => {
            void changed();
            setStep({ name: 'codes', codes: recoveryCodes });
          }}
          onClose={rest}
        />
      )}
      {step.name === 'disable' && (
        <SecretsDialog
          title={texts.disableTitle}
          about={texts.disableDetail}
          verb={texts.disable}
          isDangerous
          asks={['password', 'code']}
          send={({ password, code }) => disableSecondFactor(password, code)}
          onDone={() => {
            showToast({ text: texts.disabled });
            void changed();
            rest();
          }}
          onClose={rest}
        />
      )}
    </section>
  );
}
