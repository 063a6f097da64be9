import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../states/state-mark';
import type { Allocation } from './calls';

const looks: Record<Allocation['status'], [Tone, typeof IconCheck]> = {
  PROPOSED: ['waiting', IconHourglass],
  CONFIRMED: ['done', IconCheck],
  REJECTED: ['neutral', IconX],
  AWAITING_FUNDS: ['waiting', IconClock],
  FILLED: ['neutral', IconCheck],
};

export function AllocationStatus({ status }: Pick<Allocation, 'status'>) {
  const { t } = useTranslation('allocations');
  const [tone, icon] = looks[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`status.${status}`)}
    </StateMark>
  );
}
