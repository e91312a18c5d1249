import type { Decision, DecisionAction } from '../api/decide-work';
import type { WorkItemDetail } from '../api/types';
import type { ActionCode } from '../lib/actions';
import { AskOpinionDialog } from './ask-opinion-dialog';
import { ExtensionDialog } from './extension-dialog';
import { GrantDialog } from './grant-dialog';
import { HandOverDialog } from './hand-over-dialog';
import { NoteDialog } from './note-dialog';
import { NumberDialog } from './number-dialog';
import { OpinionDialog } from './opinion-dialog';
import { RefusalDialog } from './refusal-dialog';
import { SendDialog } from './send-dialog';
import { SignDialog } from './sign-dialog';

/** What every dialog about a work item gets. */
export interface ActionDialogProps {
  detail: WorkItemDetail;
  isBusy: boolean;
  /** Of the last attempt to decide. */
  error: unknown;
  /** Decides the item. */
  onSend: (action: DecisionAction, body?: Decision['body']) => void;
  onClose: () => void;
  /** Something was done that leaves the item open. */
  onChanged: () => void;
  /** The item went to somebody else. */
  onLeft: (words: string) => void;
}

/** The dialog of an action, for those that ask for something. */
export function ActionDialog({ code, ...props }: ActionDialogProps & { code: ActionCode }) {
  switch (code) {
    case 'return':
    case 'reject':
    case 'refuse-number':
    case 'refuse-extension':
      return <RefusalDialog action={code} {...props} />;
    case 'sign':
      return <SignDialog {...props} />;
    case 'issue-number':
      return <NumberDialog {...props} />;
    case 'send':
      return <SendDialog {...props} />;
    case 'give-opinion':
      return <OpinionDialog {...props} />;
    case 'grant-extension':
      return <GrantDialog {...props} />;
    case 'opinions':
      return <AskOpinionDialog {...props} />;
    case 'extensions':
      return <ExtensionDialog {...props} />;
    case 'hand-over':
      return <HandOverDialog {...props} />;
    case 'note':
      return <NoteDialog {...props} />;
    default:
      return null;
  }
}
