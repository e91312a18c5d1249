import { useEffect, useRef } from 'react';
import { ErrorState } from '@/ui/error-state';
import { texts } from '../texts';
import { PaperLoading } from './paper-loading';
import { useFile } from './use-file';
import classes from './viewer.module.css';

/** A scanned page or a picture, as wide as there is room. */
export function ImageViewer({ address, fileName }: { address: string; fileName: string }) {
  const { file, part, error, retry } = useFile(address);
  const picture = useRef<HTMLImageElement>(null);
  useEffect(() => {
    if (file === null || picture.current === null) return;
    const url = URL.createObjectURL(file);
    picture.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file]);
  if (error !== null) return <ErrorState error={error} onRetry={retry} />;
  if (file === null) return <PaperLoading part={part} />;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.alone} tabIndex={0} role="region" aria-label={texts.document(fileName)}>
      <img className={classes.picture} ref={picture} alt={texts.document(fileName)} />
    </div>
  );
}
