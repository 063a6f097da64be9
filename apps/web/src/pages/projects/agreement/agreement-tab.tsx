import '../../../styles/forms.css';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { formatDay } from '../../../money/format';
import { useSession } from '../../../session/session';
import { StateMark, type Tone } from '../../../states/state-mark';
import { BlockSkeleton, Empty, Loaded } from '../../../states/states';
import { mayOpen } from '../../page';
import { MoveSection } from '../move-section';
import type { ProjectView } from '../projects-api';
import { type CityAgreement, useAgreement } from './agreement-api';
import { AmendmentCard } from './amendment-card';
import { AmendmentForm } from './amendment-form';
import { Signatures } from './signatures';

const marks: Record<CityAgreement['state'], { tone: Tone; icon: typeof IconLock }> = {
  NONE: { tone: 'neutral', icon: IconHourglass },
  TO_SIGN: { tone: 'waiting', icon: IconHourglass },
  SIGNED: { tone: 'done', icon: IconCircleCheck },
  SUSPENDED: { tone: 'late', icon: IconPlayerPause },
  CANCELLED: { tone: 'late', icon: IconLock },
  CLOSED: { tone: 'done', icon: IconLock },
};

/** The agreement with the city: its text, who signed it, what amended it, and what may become of it. */
export default function AgreementTab({ project }: { project: ProjectView }) {
  return (
    <Loaded query={useAgreement(project.code)} skeleton={<BlockSkeleton height={320} />}>
      {(agreement) => (
        <div className="two-columns">
          <Stack gap="md">
            <Agreement project={project} agreement={agreement} />
            <Amendments project={project} agreement={agreement} />
          </Stack>
          <MoveSection project={project} />
        </div>
      )}
    </Loaded>
  );
}

interface Props {
  project: ProjectView;
  agreement: CityAgreement;
}

function Agreement({ project, agreement }: Props) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { state, signedOn, signatures } = agreement;
  const open = state !== 'NONE' && state !== 'CANCELLED' && state !== 'CLOSED';
  return (
    <section className="card padded" aria-labelledby="agreement" data-testid="agreement">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="agreement">
          {t('agreement.title')}
        </Title>
        <StateMark {...marks[state]}>{t(`agreement.state.${state}`)}</StateMark>
      </Group>
      <Stack gap="sm">
        {signedOn && <Text size="sm">{t('agreement.signedOn', { day: formatDay(signedOn, language) })}</Text>}
        {state === 'TO_SIGN' && signatures.length === 2 && <Text size="sm">{t('agreement.bothSigned')}</Text>}
        <Signatures project={project.code} number={0} signatures={signatures} open={open} signed={signedOn !== null} />
        <Group>
          <Button
            component="a"
            variant="default"
            size="xs"
            href={`/api/disbursements/projects/${encodeURIComponent(project.code)}/agreement.pdf`}
          >
            {signedOn ? t('agreement.read') : t('agreement.draft')}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}

function Amendments({ project, agreement: { state, amendments } }: Props) {
  const { t } = useTranslation('projects');
  const { data: person } = useSession();
  const [preparing, setPreparing] = useState(false);
  const inForce = state === 'SIGNED' || state === 'SUSPENDED';
  const waiting = amendments.some(({ status }) => status === 'PREPARED');
  const own = project.programme === project.code;
  const may = mayOpen(person, ['project-officer', 'secretariat']) && inForce && !waiting && !own;
  return (
    <section className="card padded" aria-labelledby="amendments" data-testid="amendments">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="amendments">
          {t('agreement.amendments')}
        </Title>
        {may && (
          <Button variant="default" size="xs" className="no-print" onClick={() => setPreparing(true)}>
            {t('agreement.prepare')}
          </Button>
        )}
      </Group>
      {amendments.length === 0 && <Empty>{t('agreement.noAmendment')}</Empty>}
      <Stack gap="md">
        {[...amendments].reverse().map((amendment) => (
          <AmendmentCard key={amendment.number} project={project.code} amendment={amendment} />
        ))}
      </Stack>
      {preparing && <AmendmentForm project={project} close={() => setPreparing(false)} />}
    </section>
  );
}
