import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a page under a heading, or what stands there when it is empty. */
export function Section({ title, empty, isEmpty, children }: { title: string; empty: string; isEmpty: boolean; children: ReactNode }) {
  return (
    <section>
      <Text component="h2" fw={600} mt={0} mb="xs">
        {title}
      </Text>
      {isEmpty ? <Text c="dimmed">{empty}</Text> : children}
    </section>
  );
}
