import { ActionIcon, Button, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { describeKeys } from '@/lib/shortcuts';
import { useShortcut } from '@/ui/use-shortcut';
import type { WorkItemDetail } from '../api/types';
import { actionsFor, type ActionCode, type ActionLook } from '../lib/actions';
import { texts } from '../texts';
import classes from './work-pane.module.css';

interface ActionBarProps {
  detail: WorkItemDetail;
  isBusy: boolean;
  /** Nothing can be decided now. */
  isOff: boolean;
  onAct: (code: ActionCode) => void;
}

/** What is asked, and its buttons: always in sight, on a phone under the thumb. */
export function ActionBar({ detail, isBusy, isOff, onAct }: ActionBarProps) {
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const actions = actionsFor(detail.item.actions, detail.item.title);
  const inMenu = (look: ActionLook) => isNarrow && (look.rank === 'other' || look.isDangerous === true);
  const shown = actions.filter((look) => !inMenu(look));
  const hidden = actions.filter(inMenu);
  const isOffFor = (look: ActionLook) => isOff && look.code !== 'note';
  return (
    <div className={classes.bar}>
      <span className={classes.asked}>{detail.item.title}</span>
      <div className={classes.buttons} role="group" aria-label={detail.item.title}>
        {shown.map((look) => (
          <Button
            key={look.code}
            size={isNarrow ? 'md' : 'compact-md'}
            h={isNarrow ? 44 : 32}
            variant={look.rank === 'primary' ? 'filled' : look.rank === 'decision' ? 'default' : 'subtle'}
            color={look.isDangerous === true ? 'red' : undefined}
            disabled={isOffFor(look)}
            loading={isBusy && look.rank === 'primary'}
            title={look.keys === undefined ? undefined : texts.withKeys(look.verb, describeKeys(look.keys))}
            onClick={() => onAct(look.code)}
          >
            {look.verb}
          </Button>
        ))}
        {hidden.length > 0 && (
          <Menu position="top-end" withInitialFocusPlaceholder={false}>
            <Menu.Target>
              <ActionIcon variant="default" size={44} aria-label={texts.moreActions}>
                <IconDots size={20} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {hidden.map((look) => (
                <Menu.Item key={look.code} color={look.isDangerous === true ? 'red' : undefined} disabled={isOffFor(look)} onClick={() => onAct(look.code)}>
                  {look.verb}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {actions.map((look) => (
        <ActionKey key={look.code} look={look} isOn={!isOffFor(look)} onAct={onAct} />
      ))}
    </div>
  );
}

function ActionKey({ look, isOn, onAct }: { look: ActionLook; isOn: boolean; onAct: (code: ActionCode) => void }) {
  useShortcut(look.keys ?? '', look.verb, () => onAct(look.code), { group: texts.keysGroup, isOn: isOn && look.keys !== undefined });
  return null;
}
