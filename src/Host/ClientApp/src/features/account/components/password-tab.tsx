import { PasswordForm } from '@/ui/password-form';
import { showToast } from '@/ui/toasts';
import { texts } from '../texts';
import classes from './account.module.css';

export function PasswordTab() {
  return (
    <section className={classes.panel}>
      <p>{texts.passwordAbout}</p>
      <PasswordForm onDone={() => showToast({ text: texts.passwordChanged })} />
    </section>
  );
}
