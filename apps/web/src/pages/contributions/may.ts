import { useTranslation } from 'react-i18next';
import { type Role, useSession } from '../../session/session';

/** Why the reader can't do what only a role does, in a sentence; nothing when they can. */
export function useBecause(role: Role): string | undefined {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const { data: person } = useSession();
  return person?.roles.includes(role) ? undefined : t('because.role', { role: common(`role.${role}`) });
}
