import './words';
import './emergency.css';
import '../../styles/forms.css';
import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type CaseSheet, useCase } from './api';
import { CaseAppeal } from './case-appeal';
import { CaseDocuments } from './case-documents';
import { CaseProposals } from './case-proposals';
import { CaseReport } from './case-report';
import { CaseSteps } from './case-steps';
import { OfflineBanner } from './offline-banner';
import { Stage } from './stage';

/** A case with all that belongs to it, in the order in which it happens. */
export default function CasePage() {
  const { dossier } = useParams({ strict: false }) as { dossier: string };
  return (
    <Stack gap="md" className="emergency-column">
      <Loaded query={useCase(dossier)} skeleton={<BlockSkeleton height={520} />}>
        {(sheet) => <Sheet sheet={sheet} />}
      </Loaded>
    </Stack>
  );
}

function Sheet({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const subtitle = t('occurred', { kind: t(`kind.${sheet.kind}`), day: formatDay(sheet.occurredOn, language) });
  return (
    <>
      <PageHeading title={sheet.city} subtitle={subtitle}>
        <Stage of={sheet} />
      </PageHeading>
      <OfflineBanner />
      <Part title={t('case.steps')} id="steps">
        <CaseSteps sheet={sheet} />
      </Part>
      <Part title={t('case.proposals')} id="proposals">
        <CaseProposals sheet={sheet} />
      </Part>
      <Part title={t('case.needs')} id="needs">
        <Text component="p" className="emergency-text">
          {sheet.needs}
        </Text>
        <About sheet={sheet} />
      </Part>
      <Part title={t('case.documents')} id="documents">
        <CaseDocuments sheet={sheet} />
      </Part>
      <Part title={t('case.appeal')} id="appeal">
        <CaseAppeal sheet={sheet} />
      </Part>
      <Part title={t('case.report')} id="report">
        <CaseReport sheet={sheet} />
      </Part>
      <Group justify="space-between">
        <Anchor component={Link} to="/urgence" size="sm">
          {t('case.back')}
        </Anchor>
        <Link to="/urgence/provenance" search={{ aide: sheet.code }} className="emergency-link">
          {t('case.lineage')}
        </Link>
      </Group>
    </>
  );
}

function About({ sheet: { code, glide, openedBy, clock, contacts } }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  return (
    <Stack gap={4} mt="sm">
      <Text size="sm" className="muted">
        {code}
        {glide && ` · ${t('case.glide')} ${glide}`}
        {openedBy && ` · ${t('case.openedBy', { name: openedBy, day: formatDay(clock.opened.on, language) })}`}
      </Text>
      <Text size="sm" fw={600}>
        {t('case.contacts')}
      </Text>
      {contacts.length === 0 && (
        <Text size="sm" className="muted">
          {t('case.noContacts')}
        </Text>
      )}
      {contacts.map(({ name, position, phone, email }) => (
        <Text key={name + phone} size="sm">
          {[name, position].filter(Boolean).join(', ')}
          {phone && (
            <>
              {' · '}
              <Anchor href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</Anchor>
            </>
          )}
          {email && (
            <>
              {' · '}
              <Anchor href={`mailto:${email}`}>{email}</Anchor>
            </>
          )}
        </Text>
      ))}
    </Stack>
  );
}

function Part({ title, id, children }: { title: string; id: string; children: ReactNode }) {
  return (
    <section className="card padded" aria-labelledby={id} data-testid={id}>
      <Title order={2} id={id} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}
