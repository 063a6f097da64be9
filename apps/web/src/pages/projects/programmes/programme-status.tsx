import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconProgress from '@tabler/icons-react/dist/esm/icons/IconProgress.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../../states/state-mark';
import type { Programme } from '../projects-api';

/** Whether a programme was approved with its donors. */
export function ProgrammeStatus({ status }: Pick<Programme, 'status'>) {
  const { t } = useTranslation('projects');
  const approved = status === 'APPROVED';
  return (
    <StateMark tone={approved ? 'done' : 'waiting'} icon={approved ? IconCircleCheck : IconProgress}>
      {t(`programmes.${status}`)}
    </StateMark>
  );
}
