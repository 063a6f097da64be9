import IconAlertCircle from '@tabler/icons-react/dist/esm/icons/IconAlertCircle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../../states/state-mark';
import type { Line } from '../treasury';

const looks = {
  SAFE: { tone: 'done', icon: IconShieldCheck },
  TO_REVIEW: { tone: 'late', icon: IconAlertCircle },
  NONE: { tone: 'neutral', icon: IconCircleDashed },
  HELD: { tone: 'waiting', icon: IconPlayerPause },
  MATCHED: { tone: 'done', icon: IconCircleCheck },
} as const;

export function StandingMark({ standing }: { standing: Line['standing'] }) {
  const { t } = useTranslation('reconciliation');
  const { tone, icon } = looks[standing];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`standing.${standing}`)}
    </StateMark>
  );
}
