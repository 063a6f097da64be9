import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconCopyCheck from '@tabler/icons-react/dist/esm/icons/IconCopyCheck.mjs';
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../states/state-mark';
import { obstacleOf, type QueuedFile } from './import-queue';

/** Where a file is on its way. */
export function FileState({ item }: { item: QueuedFile }) {
  const { t } = useTranslation('statements');
  const known = item.imported?.every((one) => one.new === 0 && one.detailed === 0);
  const obstacle = obstacleOf(item);
  switch (item.state) {
    case 'READING':
    case 'IMPORTING':
      return (
        <StateMark tone="neutral" icon={IconClock}>
          {t(item.state === 'READING' ? 'import.reading' : 'import.importing')}
        </StateMark>
      );
    case 'REFUSED':
      return (
        <StateMark tone="late" icon={IconAlertTriangle}>
          {t('import.refused')}
        </StateMark>
      );
    case 'IMPORTED':
      return (
        <StateMark tone={known ? 'neutral' : 'done'} icon={known ? IconCopyCheck : IconCheck}>
          {t(known ? 'import.known' : 'import.done')}
        </StateMark>
      );
    case 'READY':
      return obstacle ? (
        <StateMark tone={obstacle === 'notBalanced' ? 'late' : 'waiting'} icon={IconAlertTriangle}>
          {t(obstacle === 'notBalanced' ? 'preview.difference' : 'import.toMap')}
        </StateMark>
      ) : (
        <StateMark tone="neutral" icon={IconEye}>
          {t('import.ready')}
        </StateMark>
      );
  }
}
