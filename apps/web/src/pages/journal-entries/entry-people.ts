import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import type { JournalEntry } from './journal-api';

/** Who prepared, approved or put aside: the reader, a name, a machine; an id where no name was kept. */
export function useEntryPeople({ preparedBy, approvedBy, declinedBy, ...names }: JournalEntry) {
  const { t } = useTranslation('journalEntries');
  const { t: common } = useTranslation();
  const { data: reader } = useSession();
  const named = (id: string | null, name: string | null) =>
    id === null ? undefined : id === reader?.id ? common('person.you') : (name ?? id);
  // What a machine posts is never prepared: nobody's name goes with it.
  const machine = names.preparedByName === null && approvedBy === null && declinedBy === null;
  return {
    own: reader?.id === preparedBy,
    prepared: machine ? t('machine') : named(preparedBy, names.preparedByName),
    approved: named(approvedBy, names.approvedByName),
    declined: named(declinedBy, names.declinedByName),
  };
}
