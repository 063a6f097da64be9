import { useTranslation } from 'react-i18next';
import { type Role, useSession } from '../../session/session';
import { mayOpen } from '../page';

/** Why the reader can't do what only one of the roles does, in a sentence; nothing when they can. */
export function useBecause(role: Role, ...others: Role[]): string | undefined {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const { data: person } = useSession();
  return mayOpen(person, [role, ...others]) ? undefined : t('because.role', { role: common(`role.${role}`) });
}
