import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '../../api/client';
import { useSession } from '../../session/session';
import { useNamesOf } from '../projects/person-name';
import { contributions } from './contributions-api';

/** Names whoever acted on what donors give, by the id it was recorded under; the reader is “you”. */
export function useNames(): (id: string) => string {
  const { t } = useTranslation();
  const { data: reader } = useSession();
  const { data: people = [] } = useQuery({
    queryKey: ['contributions', 'people'],
    queryFn: () => answered(contributions.GET('/api/contributions/people')),
  });
  const nameOf = useNamesOf(people);
  return (id) => (id === reader?.id ? t('person.you') : nameOf(id));
}
