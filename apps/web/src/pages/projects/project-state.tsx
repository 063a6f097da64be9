import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconProgress from '@tabler/icons-react/dist/esm/icons/IconProgress.mjs';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../states/state-mark';
import type { State } from './stages';

type Look = Pick<ComponentProps<typeof StateMark>, 'tone' | 'icon'>;

const waiting: Look = { tone: 'waiting', icon: IconProgress };
const done: Look = { tone: 'done', icon: IconCircleCheck };
const stopped: Look = { tone: 'neutral', icon: IconCircleX };

const looks: Record<State, Look> = {
  DRAFT: { tone: 'neutral', icon: IconCircleDashed },
  SUBMITTED: waiting,
  COMPLETE: waiting,
  APPRAISED: waiting,
  TABLED: waiting,
  VOTED: waiting,
  AGREEMENT_SIGNED: waiting,
  IN_PROGRESS: { tone: 'waiting', icon: IconPlayerPlay },
  SUSPENDED: { tone: 'late', icon: IconAlertTriangle },
  COMPLETED: done,
  CLOSED: done,
  CANCELLED: stopped,
  REJECTED: stopped,
};

/** Where a project stands: an icon and a word. */
export function ProjectState({ state }: { state: State }) {
  const { t } = useTranslation('projects');
  return <StateMark {...looks[state]}>{t(`state.${state}`)}</StateMark>;
}
