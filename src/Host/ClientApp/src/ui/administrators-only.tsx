import { Outlet } from 'react-router';
import { useUser } from '@/api/session';
import { ForbiddenPage } from './forbidden-page';
import { texts } from './texts';

/** Around the pages of administrators: nobody else even asks the server for what they show. */
export function AdministratorsOnly() {
  return useUser().isAdministrator ? <Outlet /> : <ForbiddenPage title={texts.administration} who={texts.administrators} />;
}
