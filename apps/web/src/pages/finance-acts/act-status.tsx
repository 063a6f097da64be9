import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../states/state-mark';

const looks: Record<string, [Tone, typeof IconCheck]> = {
  PREPARED: ['waiting', IconHourglass],
  CONFIRMED: ['done', IconCheck],
  REQUESTED: ['waiting', IconSend],
  PAID: ['done', IconCheck],
  REJECTED: ['late', IconX],
  DECLINED: ['neutral', IconX],
};

export function ActStatus({ status }: { status: string }) {
  const { t } = useTranslation('financeActs');
  const [tone, icon] = looks[status] ?? ['neutral', IconHourglass];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`status.${status as 'PREPARED'}`)}
    </StateMark>
  );
}
