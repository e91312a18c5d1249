import type { components } from '@/api/schema';
import { texts } from '../texts';
import classes from './registration-form.module.css';

interface EvidenceProps {
  evidence: components['schemas']['Evidence'];
  confidence: components['schemas']['Confidence'];
  isCorrected: boolean;
}

/** Where in the file a proposed value stands, and how sure it is. */
export function Evidence({ evidence, confidence, isCorrected }: EvidenceProps) {
  const text = (confidence === 'found' ? texts.found : texts.guessed)(evidence.line, evidence.text);
  return (
    <span className={classes.evidence} data-guessed={(confidence === 'guessed' && !isCorrected) || undefined} title={text}>
      {isCorrected && <span className={classes.corrected}>{texts.corrected} </span>}
      {text}
    </span>
  );
}
