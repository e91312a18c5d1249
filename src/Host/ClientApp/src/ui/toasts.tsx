import { Button, CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { createStore, useStore } from '@/lib/store';
import { texts } from './texts';
import classes from './toasts.module.css';

export interface Toast {
  text: string;
  tone?: 'done' | 'failed';
  /** Offered while undoing is possible. */
  undo?: () => void;
}

interface ShownToast extends Toast {
  id: number;
}

const toasts = createStore<readonly ShownToast[]>([]);
let count = 0;

/** A quiet line that says what happened. What the reader must act on belongs on the page instead. */
export function showToast(toast: Toast): void {
  count += 1;
  toasts.set([...toasts.get(), { ...toast, id: count }].slice(-3));
}

function dismiss(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

/** Takes back what the newest line offers to take back; for the shortcut. */
export function undoLast(): void {
  const last = toasts.get().findLast((toast) => toast.undo !== undefined);
  if (last === undefined) return;
  dismiss(last.id);
  last.undo?.();
}

/** Once in the application. */
export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className={classes.region} aria-live="polite" role="status">
      {shown.map((toast) => (
        <Line key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function Line({ toast }: { toast: ShownToast }) {
  const { id, undo } = toast;
  useEffect(() => {
    // Longer where there is something to decide.
    const timer = setTimeout(() => dismiss(id), undo === undefined ? 6_000 : 12_000);
    return () => clearTimeout(timer);
  }, [id, undo]);
  return (
    <div className={classes.toast} data-tone={toast.tone ?? 'done'}>
      <span>{toast.text}</span>
      {undo !== undefined && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            dismiss(id);
            undo();
          }}
        >
          {texts.undo}
        </Button>
      )}
      <CloseButton size="sm" aria-label={texts.close} onClick={() => dismiss(id)} />
    </div>
  );
}
