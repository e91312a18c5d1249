import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useShortcut } from '@/ui/use-shortcut';
import classes from './header-search.module.css';
import { texts } from './texts';

const path = '/tim-kiem';

/** In the header of every page; Enter goes to the search page, which has the field itself. */
export function HeaderSearch() {
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const isThere = useLocation().pathname === path;
  useShortcut('/', texts.goSearch, () => {
    // On a phone there is only the button.
    if (field.current?.checkVisibility()) field.current.focus();
    else void navigate(path);
  });
  if (isThere) return null;
  return (
    <>
      <form
        role="search"
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          const text = field.current?.value.trim() ?? '';
          if (field.current !== null) field.current.value = '';
          void navigate(text === '' ? path : `${path}?${new URLSearchParams({ tim: text }).toString()}`);
        }}
      >
        <IconSearch size={16} aria-hidden className={classes.icon} />
        <input ref={field} type="search" className={classes.field} aria-label={texts.find} placeholder={texts.headerPlaceholder} maxLength={200} />
      </form>
      <ActionIcon component={Link} to={path} className={classes.button} variant="transparent" c="inherit" size={36} aria-label={texts.goSearch}>
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
    </>
  );
}
