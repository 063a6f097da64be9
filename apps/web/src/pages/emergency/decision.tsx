import './words';
import './emergency.css';
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type ProposalSheet, useProposal } from './api';
import { Decide } from './decide';
import { DocumentList } from './document-list';
import { OfflineBanner } from './offline-banner';
import { Receipt } from './receipt';
import { Sign } from './sign';
import { Signatures } from './signatures';

/** All that is needed to decide, on one sheet: both proposals, the balance after, the documents; then the act. */
export default function Decision() {
  const { proposition } = useParams({ strict: false }) as { proposition: string };
  const query = useProposal(proposition);
  return (
    <Stack gap="md" className="emergency-column">
      <Loaded query={query} skeleton={<BlockSkeleton height={520} />}>
        {(sheet) => <Sheet sheet={sheet} />}
      </Loaded>
    </Stack>
  );
}

function Sheet({ sheet }: { sheet: ProposalSheet }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { about, available, availableAfter, amount, purpose, beneficiary, state, version } = sheet;
  const waiting = state === 'SUBMITTED';
  return (
    <>
      <PageHeading
        title={about.city}
        subtitle={t('occurred', { kind: t(`kind.${about.kind}`), day: formatDay(about.occurredOn, language) })}
      />
      <OfflineBanner />
      {sheet.decision && <Receipt sheet={sheet} decision={sheet.decision} />}
      <section className="card padded emergency-available" aria-labelledby="proposal">
        <Stack gap="sm">
          <Title order={2} id="proposal">
            {t('proposal.title')} <span className="muted">{t('proposal.version', { version })}</span>
          </Title>
          <Signatures proposal={sheet} />
          <div className="emergency-amount">
            <span>{t('proposal.amount')}</span>
            <strong data-testid="proposed">
              <Figure value={amount} />
            </strong>
          </div>
          {waiting && (
            <>
              <div className="emergency-amount">
                <span>{t('available.forCase')}</span>
                <span data-testid="available">
                  <Figure value={available} entries={available.entries} />
                </span>
              </div>
              <div className="emergency-amount muted">
                <span>{t('proposal.after')}</span>
                {availableAfter ? <Figure value={availableAfter} /> : <span>{t('proposal.notCovered')}</span>}
              </div>
            </>
          )}
          {waiting && <Sign sheet={sheet} />}
          {waiting && <Decide sheet={sheet} />}
        </Stack>
      </section>
      <section className="card padded">
        <Stack gap="sm">
          <Part title={t('proposal.use')}>{purpose}</Part>
          <Part title={t('proposal.needs')}>{about.needs}</Part>
          <Part title={t('proposal.beneficiary')}>{beneficiary}</Part>
          <div>
            <Title order={2}>{t('proposal.documents')}</Title>
            <DocumentList documents={about.documents} />
          </div>
          <Anchor component={Link} to={`/urgence/dossiers/${about.id}`} size="sm">
            {t('proposal.case', { code: about.code })}
          </Anchor>
        </Stack>
      </section>
    </>
  );
}

function Part({ title, children }: { title: string; children: string }) {
  return (
    <div>
      <Title order={2}>{title}</Title>
      <Text component="p" className="emergency-text">
        {children}
      </Text>
    </div>
  );
}
