import { Link } from 'react-router';
import { DateText } from '@/ui/date-text';
import type { Hit } from '../api/search';
import { texts } from '../texts';
import classes from './hits.module.css';

/** A document that was found, with the words that were found in it. */
export function HitLine({ hit }: { hit: Hit }) {
  // Found in the subject: shown once, there.
  const isSubject = hit.snippet.map((part) => part.text).join('') === hit.subject;
  const title = hit.number === null && hit.kind === 'outgoing' ? texts.notNumbered : [hit.number, hit.symbol].filter(Boolean).join('/');
  return (
    <li>
      <Link to={`/ho-so/${hit.dossierId}`} className={classes.hit}>
        <span className={classes.subject}>{isSubject ? <Marked parts={hit.snippet} /> : hit.subject}</span>
        <span className={classes.about}>
          {title !== '' && <b className="tabular">{title}</b>}
          <DateText value={hit.date} />
          <span>{texts.kinds[hit.kind]}</span>
          {hit.sender !== null && <span>{hit.sender}</span>}
          <span>{texts.states[hit.state]}</span>
          {hit.match === 'number' && <span className={classes.match}>{texts.byNumber}</span>}
        </span>
        {!isSubject && hit.snippet.length > 0 && (
          <span className={classes.snippet}>
            <Marked parts={hit.snippet} />
          </span>
        )}
      </Link>
    </li>
  );
}

function Marked({ parts }: { parts: Hit['snippet'] }) {
  return parts.map((part, place) => (part.hit ? <mark key={place}>{part.text}</mark> : <span key={place}>{part.text}</span>));
}
