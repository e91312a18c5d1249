import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state';
import { texts } from './texts';

interface FormDialogProps {
  /** Names the thing: "Kết thúc Phòng Tổng hợp?". */
  title: string;
  verb: string;
  isDangerous?: boolean;
  isBusy: boolean;
  error: unknown;
  /** Not yet: the button can have the focus, but does nothing. */
  isOff?: boolean;
  /** Where there is nothing to fill in. */
  isSubmitFocused?: boolean;
  size?: string;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What keeps a form from being sent is where one goes on writing; but a list or a calendar that opens with the focus would hide what is said about it. */
function focusFirstProblem(form: HTMLFormElement): void {
  const first = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  if (first !== null && !first.matches('[aria-haspopup], [data-dates-input]')) first.focus();
}

/** A dialog with one form: fields, what went wrong, and the button with the verb. Show it only while it is open. */
export function FormDialog({ title, verb, isDangerous = false, isBusy, error, isOff = false, isSubmitFocused = false, size = 'md', onSubmit, onClose, children }: FormDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': texts.close }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          if (!isOff) onSubmit();
          requestAnimationFrame(() => focusFirstProblem(form));
        }}
      >
        <Stack gap="sm">
          {children}
          {error !== null && error !== undefined && <ErrorState error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button
              type="submit"
              loading={isBusy}
              color={isDangerous ? 'red' : undefined}
              data-autofocus={isSubmitFocused || undefined}
              data-disabled={isOff || undefined}
              aria-disabled={isOff || undefined}
            >
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
