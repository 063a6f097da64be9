import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '../../api/client';
import type { Role } from '../../session/session';
import { disbursements } from './projects-api';

/** Acts of the platform itself: consumers, schedules. */
const SYSTEM = 'system:';

interface Person {
  id: string;
  name: string;
  roles: readonly (Role | 'integration')[];
}

/** Names a person by the id their acts are recorded under: `Claire Delorme, Secrétariat permanent`. */
export function usePersonName(): (id: string) => string {
  // Asked without a connection too: missions keep their names on the device.
  const { data: people = [], isPending } = useQuery({
    queryKey: ['people'],
    queryFn: () => answered(disbursements.GET('/api/disbursements/people')),
    networkMode: 'offlineFirst',
  });
  const nameOf = useNamesOf(people);
  return isPending ? () => '…' : nameOf;
}

/** The same among given people; one who isn't there goes by the id. */
export function useNamesOf(people: readonly Person[]): (id: string) => string {
  const { t } = useTranslation();
  return (id) => {
    if (id.startsWith(SYSTEM)) return t('person.platform');
    const person = people.find((one) => one.id === id);
    if (!person) return id;
    const role = person.roles.find((one) => one !== 'integration');
    return role ? t('person.named', { name: person.name, role: t(`role.${role}`) }) : person.name;
  };
}
