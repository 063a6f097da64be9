import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import type { Actor } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { donationsOf } from '../chart';
import { DelegationsService } from '../delegations/delegations.service';
import { AvailabilityService } from '../fund/availability.service';
import { entriesOf } from '../fund/ledger-link';
import { NoticesService } from '../notifications/notices.service';
import { AidViews, cents, decisionView, signatureView } from './aid-views.service';
import type {
  CaseDocumentDto,
  CaseReportDto,
  CaseSheetDto,
  ProposalSheetDto,
  ProposalVersionDto,
} from './case-answers.dto';
import { AidDocument } from './case-document.entity';
import { AidCase } from './case.entity';
import { AidRecovery } from './recovery.entity';
import { CasesService } from './cases.service';
import { AidDecision } from './decision.entity';
import { Proposal, ProposalSignature, ProposalVersion } from './proposal.entity';
import { ProposalsService } from './proposals.service';

const tellOf = ['AID_GRANTED', 'AID_REFUSED', 'PROPOSAL_RETURNED'] as const;

/** A case, or a proposal with its case, with all that is needed to judge it on one page. */
@Injectable()
export class CaseSheets {
  constructor(
    private readonly views: AidViews,
    private readonly cases: CasesService,
    private readonly proposals: ProposalsService,
    private readonly delegations: DelegationsService,
    private readonly availability: AvailabilityService,
    private readonly notices: NoticesService,
    private readonly ledger: Ledger,
  ) {}

  async case(tx: EntityManager, one: AidCase): Promise<CaseSheetDto> {
    const { code, appeal } = one;
    const view = await this.views.case(tx, one);
    const documents = await tx.find(AidDocument, { where: { case: code }, order: { addedAt: 'ASC', document: 'ASC' } });
    return {
      ...view,
      openedBy: one.openerName,
      contacts: one.contacts,
      documents: documents.map(documentView),
      versions: await this.versions(tx, code),
      appeal: appeal && {
        text: appeal.text,
        target: appeal.targetMinor === null ? null : cents(appeal.targetMinor),
        openedOn: appeal.openedOn,
        closedOn: appeal.closedOn,
      },
      raised: await this.raised(tx, code),
      donations: await this.figure(tx, donationsOf(code)),
      paid: await this.figure(tx, `aid-expense:${code}`),
      report: await this.report(tx, one),
      closingNote: one.closingNote,
    };
  }

  async proposal(tx: EntityManager, proposal: Proposal, actor: Actor): Promise<ProposalSheetDto> {
    const view = await this.views.proposal(tx, proposal);
    const { available } = await this.availability.at(tx, undefined, proposal.case);
    const after = Money.of(available).minus(Money.of(view.amount));
    const capacity = await this.delegations.capacity(tx, 'PRESIDENCY', actor);
    const able = await this.proposals.signerCapacities(tx, actor);
    const involved = await this.isInvolved(tx, proposal.id, actor);
    return {
      ...view,
      about: await this.case(tx, await this.cases.find(tx, proposal.case)),
      available,
      availableAfter: proposal.state === 'SUBMITTED' && !after.isNegative() ? after.toJSON() : null,
      mayDecide: capacity !== undefined && !involved,
      decidesFor: capacity && !capacity.own ? capacity.delegation.delegatorName : null,
      maySignAs: able.map(({ role }) => role).filter((role) => view.missingSignatures.includes(role)),
      told: await this.notices.toldOf(tx, proposal.id, proposal.version, tellOf),
    };
  }

  private async isInvolved(tx: EntityManager, proposal: string, { id }: Actor): Promise<boolean> {
    return (
      (await tx.existsBy(ProposalVersion, { proposal, proposedBy: id })) ||
      (await tx.existsBy(ProposalSignature, { proposal, signedBy: id }))
    );
  }

  private async versions(tx: EntityManager, code: string): Promise<ProposalVersionDto[]> {
    const proposals = await tx.find(Proposal, { where: { case: code } });
    const decisions = await tx.findBy(AidDecision, { case: code });
    const views: ProposalVersionDto[] = [];
    for (const proposal of proposals) {
      const versions = await tx.findBy(ProposalVersion, { proposal: proposal.id });
      const signatures = await tx.find(ProposalSignature, {
        where: { proposal: proposal.id },
        order: { signedAt: 'ASC' },
      });
      for (const one of versions) {
        const decision = decisions.find((taken) => taken.proposal === one.proposal && taken.version === one.version);
        views.push({
          ...{ proposal: one.proposal, version: one.version, purpose: one.purpose, beneficiary: one.beneficiary },
          ...{
            by: one.proposerName,
            on: one.proposedOn,
            at: one.proposedAt.toISOString(),
            amount: cents(one.amountMinor),
          },
          signatures: signatures.filter(({ version }) => version === one.version).map(signatureView),
          decision: decision ? decisionView(decision, proposal) : null,
        });
      }
    }
    return views.sort((a, b) => b.at.localeCompare(a.at));
  }

  private async report(tx: EntityManager, one: AidCase): Promise<CaseReportDto | null> {
    const { code, reportDocument, reportedOn, spentMinor } = one;
    if (reportDocument === null || reportedOn === null) return null;
    const recoveries = await tx.findBy(AidRecovery, { case: code });
    const sum = (of: (one: AidRecovery) => string): string =>
      recoveries.reduce((total, recovery) => total + BigInt(of(recovery)), 0n).toString();
    return {
      document: reportDocument,
      on: reportedOn,
      spent: cents(spentMinor ?? '0'),
      unspent: cents(sum(({ minor }) => minor)),
      returned: cents(sum(({ receivedMinor }) => receivedMinor)),
    };
  }

  /** All that was given for the case, less what was taken back. */
  private async raised(tx: EntityManager, code: string): Promise<CaseSheetDto['raised']> {
    const account = donationsOf(code);
    const [row]: { minor: string }[] = await tx.query(
      `SELECT coalesce(sum(-p.eur), 0)::text AS minor
         FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
         JOIN ledger.transactions t ON t.position = p.transaction
        WHERE a.path = $1 AND t.kind = 'donation-received'`,
      [account],
    );
    return { ...cents(row!.minor), entries: entriesOf({ account, kind: 'donation-received', side: 'credit' }) };
  }

  private async figure(tx: EntityManager, account: string): Promise<CaseSheetDto['paid']> {
    const amount = await this.ledger.balance(account, undefined, tx);
    const side = account.startsWith('fund:') ? 'credit' : undefined;
    return { ...amount.toJSON(), entries: entriesOf({ account, side }) };
  }
}

export function documentView({
  document,
  kind,
  name,
  contentType,
  size,
  adderName,
  addedOn,
}: AidDocument): CaseDocumentDto {
  const content = `/api/emergency-fund/documents/${document}`;
  return { document, kind, name, contentType, size: Number(size), by: adderName, on: addedOn, content };
}
