import { choiceParam } from '@/lib/url-state';
import { Page } from '@/ui/page';
import { TabLinks } from '@/ui/tab-links';
import { useUrlState } from '@/ui/use-url-state';
import { DelegationTab } from './components/delegation-tab';
import { NotificationsTab } from './components/notifications-tab';
import { PasswordTab } from './components/password-tab';
import { ProfileTab } from './components/profile-tab';
import { SecondFactorTab } from './components/second-factor-tab';
import { SessionsTab } from './components/sessions-tab';
import { texts } from './texts';

const tabs = ['ho-so', 'vang-mat', 'thong-bao', 'phien', 'mat-khau', 'hai-lop'] as const;
const shape = { muc: choiceParam(tabs, 'ho-so') };
const parts = { 'ho-so': ProfileTab, 'vang-mat': DelegationTab, 'thong-bao': NotificationsTab, phien: SessionsTab, 'mat-khau': PasswordTab, 'hai-lop': SecondFactorTab };

/** Tài khoản: what belongs to the person signed in. */
export function AccountPage() {
  const [{ muc }] = useUrlState(shape);
  const Part = parts[muc];
  return (
    <Page title={texts.title}>
      <TabLinks label={texts.parts} current={muc} tabs={tabs.map((value) => ({ value, label: texts.tabs[value] }))} />
      <Part />
    </Page>
  );
}
