import { Text } from '@mantine/core';

/** A person, and below or behind the name as what the person acts. */
export function PersonName({ name, position }: { name: string; position?: string | null }) {
  return (
    <span>
      {name}
      {position !== undefined && position !== null && (
        <>
          {' '}
          <PositionText>{position}</PositionText>
        </>
      )}
    </span>
  );
}

/** "Phó Giám đốc, Sở Khoa học và Công nghệ": quieter than the name. */
export function PositionText({ children }: { children: string }) {
  return (
    <Text span c="dimmed" size="sm">
      {children}
    </Text>
  );
}
