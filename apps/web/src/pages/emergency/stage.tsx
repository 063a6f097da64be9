import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../states/state-mark';
import type { Case } from './api';

const marks = {
  OPENED: ['neutral', IconClock],
  PROPOSED: ['waiting', IconHourglass],
  SIGNED: ['waiting', IconHourglass],
  DECIDED: ['waiting', IconClock],
  PAID: ['done', IconCircleCheck],
  REPORTED: ['done', IconCircleCheck],
  CLOSED: ['neutral', IconCircleCheck],
  REFUSED: ['neutral', IconCircleX],
  RETURNED: ['waiting', IconHourglass],
  CANCELLED: ['neutral', IconCircleX],
} as const;

/** How far a case has come, in a word. */
export function Stage({ of }: { of: Case }) {
  const { t } = useTranslation('emergency');
  const last = of.proposals.at(-1)?.state;
  const stage = of.stage === 'DECIDED' && last && last !== 'GRANTED' && last !== 'SUBMITTED' ? last : of.stage;
  const [tone, icon] = marks[stage];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`stage.${stage}`)}
    </StateMark>
  );
}
