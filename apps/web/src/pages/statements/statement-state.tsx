import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconProgress from '@tabler/icons-react/dist/esm/icons/IconProgress.mjs';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../states/state-mark';
import type { Statement } from './treasury';

const looks: Readonly<Record<Statement['state'], { tone: Tone; icon: typeof IconLock }>> = {
  IMPORTED: { tone: 'neutral', icon: IconInbox },
  IN_PROGRESS: { tone: 'waiting', icon: IconProgress },
  RECONCILED: { tone: 'done', icon: IconCheck },
  CLOSED: { tone: 'neutral', icon: IconLock },
};

export const statementStates = Object.keys(looks) as Statement['state'][];

export function StatementState({ state }: { state: Statement['state'] }) {
  const { t } = useTranslation('statements');
  const { tone, icon } = looks[state];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`state.${state}`)}
    </StateMark>
  );
}
