import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../states/state-mark';
import type { JournalEntry } from './journal-api';

type Shown = JournalEntry['status'] | 'REVERSED';

const looks: Record<Shown, [Tone, typeof IconCheck]> = {
  PREPARED: ['waiting', IconHourglass],
  POSTED: ['done', IconCheck],
  DECLINED: ['neutral', IconX],
  REVERSED: ['neutral', IconArrowBackUp],
};

export function EntryState({ entry: { status, reversedBy } }: { entry: JournalEntry }) {
  const { t } = useTranslation('journalEntries');
  const shown: Shown = reversedBy?.status === 'POSTED' ? 'REVERSED' : status;
  const [tone, icon] = looks[shown];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`status.${shown}`)}
    </StateMark>
  );
}
