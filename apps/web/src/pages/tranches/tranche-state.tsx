import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconReceiptRefund from '@tabler/icons-react/dist/esm/icons/IconReceiptRefund.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../states/state-mark';
import type { TrancheStatus } from './tranches-api';

const marks: Record<TrancheStatus, { tone: Tone; icon: typeof IconCheck }> = {
  PLANNED: { tone: 'neutral', icon: IconCircleDashed },
  REQUESTED: { tone: 'waiting', icon: IconHourglass },
  CERTIFIED: { tone: 'waiting', icon: IconHourglass },
  APPROVED: { tone: 'waiting', icon: IconHourglass },
  PAID: { tone: 'done', icon: IconCheck },
  RETURNED: { tone: 'late', icon: IconReceiptRefund },
  CANCELLED: { tone: 'neutral', icon: IconBan },
};

export function TrancheState({ status }: { status: TrancheStatus }) {
  const { t } = useTranslation('tranches');
  return <StateMark {...marks[status]}>{t(`status.${status}`)}</StateMark>;
}
