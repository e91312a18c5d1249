import { Button, CloseButton, Progress, Text } from '@mantine/core';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { upload, type UploadedFile } from '@/api/upload';
import { refusalOf, type FileLimits } from './accepted-files';
import { explain } from './error-state';
import { texts } from './texts';
import classes from './upload-drop.module.css';

interface Sending {
  id: string;
  name: string;
  part: number;
  error: string | null;
  stop: AbortController;
}

interface UploadDropProps {
  label: string;
  limits: FileLimits;
  isMultiple?: boolean;
  /** Called for each file that arrived; keep its token for the command that follows. */
  onUploaded: (file: UploadedFile) => void;
}

/** A field for files: by dropping, or by the button. Shows how far each is, and lets it be stopped. */
export function UploadDrop({ label, limits, isMultiple = false, onUploaded }: UploadDropProps) {
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const stops = useRef(new Set<AbortController>());
  useEffect(() => {
    const running = stops.current;
    return () => running.forEach((stop) => stop.abort());
  }, []);

  const change = (id: string, next: Partial<Sending>) => setSendings((all) => all.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const remove = (id: string) => setSendings((all) => all.filter((one) => one.id !== id));

  const start = async (file: File) => {
    const id = crypto.randomUUID();
    const stop = new AbortController();
    const error = refusalOf(file, limits);
    setSendings((all) => [...(isMultiple ? all : all.filter((one) => one.error === null)), { id, name: file.name, part: 0, error, stop }]);
    if (error !== null) return;
    stops.current.add(stop);
    try {
      onUploaded(await upload(file, stop.signal, (part) => change(id, { part })));
      remove(id);
    } catch (failure) {
      if (stop.signal.aborted) remove(id);
      else change(id, { error: `${file.name}: ${explain(failure).detail}` });
    } finally {
      stops.current.delete(stop);
    }
  };
  const take = (files: FileList | null) => [...(files ?? [])].slice(0, isMultiple ? undefined : 1).forEach((file) => void start(file));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // Dropping is a second way; the button inside does the same by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      role="group"
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Text fw={600}>{label}</Text>
      <div className={classes.choose}>
        <Text span>{texts.dropFiles}</Text>
        <Button variant="default" size="compact-md" onClick={() => input.current?.click()}>
          {texts.chooseFiles}
        </Button>
      </div>
      <Text c="dimmed" size="sm">
        {texts.limits(limits.endings.join(', '), limits.megabytes)}
      </Text>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        multiple={isMultiple}
        accept={limits.endings.join(',')}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file can be chosen again after a refusal.
          event.currentTarget.value = '';
        }}
      />
      <div aria-live="polite">
        {sendings.map((one) => (
          <div key={one.id} className={classes.file}>
            {one.error === null ? (
              <div className={classes.progress}>
                <Text size="sm">{`${texts.uploading(one.name)}: ${Math.round(one.part * 100)} %`}</Text>
                <Progress value={one.part * 100} aria-label={texts.uploading(one.name)} />
              </div>
            ) : (
              <Text size="sm" role="alert" className={classes.error}>
                {one.error}
              </Text>
            )}
            <CloseButton
              aria-label={one.error === null ? texts.cancelUpload(one.name) : texts.removeFile(one.name)}
              onClick={() => (one.error === null ? one.stop.abort() : remove(one.id))}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
