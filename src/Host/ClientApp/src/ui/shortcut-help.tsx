import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { describeKeys } from '@/lib/shortcuts';
import { useStore } from '@/lib/store';
import { texts } from './texts';
import { shortcuts, useShortcut } from './use-shortcut';

/** "?" lists every shortcut that works on the page as it is. Once in the application. */
export function ShortcutHelp() {
  const [isOpen, setIsOpen] = useState(false);
  const all = useStore(shortcuts);
  useShortcut('?', texts.shortcuts, () => setIsOpen(true));
  const groups = Map.groupBy(all, (shortcut) => shortcut.group ?? texts.general);
  return (
    <Modal opened={isOpen} onClose={() => setIsOpen(false)} title={texts.shortcuts} size="lg" closeButtonProps={{ 'aria-label': texts.close }}>
      {[...groups].map(([group, inGroup]) => (
        <Table key={group} captionSide="top" mb="sm" verticalSpacing={4}>
          <Table.Caption ta="left">{group}</Table.Caption>
          <Table.Tbody>
            {[...new Map(inGroup.map((shortcut) => [shortcut.keys, shortcut])).values()].map((shortcut) => (
              <Table.Tr key={shortcut.keys}>
                <Table.Td w={140}>
                  <Kbd>{describeKeys(shortcut.keys)}</Kbd>
                </Table.Td>
                <Table.Td>{shortcut.label}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ))}
      <Text c="dimmed" size="sm">
        {texts.shortcutsOff}
      </Text>
    </Modal>
  );
}
