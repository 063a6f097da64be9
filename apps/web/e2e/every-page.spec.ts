import type { Page } from '@playwright/test';
import { type DemonstrationRole, expect, overflow, schemesOn, screens, test, violations } from './fixtures';

/** What people of a role open, and what is there once a page is whole. */
const pages: Partial<Record<DemonstrationRole, [address: string, shown: string][]>> = {
  presidency: [
    ['/', '[data-testid=kpi-received]'],
    ['/flux', '[data-testid=event]'],
    ['/public', '[data-testid=kpi-received]'],
    ['/urgence', '[data-testid=clock]'],
    ['/urgence/dossiers/nouveau', 'main form'],
  ],
  'finance-officer': [
    ['/contributions', '[data-testid=agreements]'],
    ['/contributions?forme=calendrier', '[data-testid=timeline]'],
    ['/contributions?vue=retards', '[data-testid=ageing]'],
    ['/contributions?vue=rapports', '[data-testid=reports]'],
    ['/contributions?vue=nature', '[data-testid=in-kind]'],
    ['/contributions/nouvelle', '[data-testid=new-agreement]'],
    ['/contributions/SIAAP-2020-SR', '[data-testid=schedule]'],
    ['/contributions/SIAAP-2020-SR?volet=versions', '[data-testid=versions]'],
    ['/contributions/SIAAP-2020-SR?volet=encaissements', '[data-testid=receipts]'],
    ['/bailleurs', '[data-testid=donors]'],
    ['/bailleurs/SIAAP', '[data-testid=by-agreement]'],
    ['/bailleurs/SIAAP?volet=fiche', '[data-testid=contacts]'],
    ['/paiements', '[data-testid=view-sum]'],
    ['/paiements?vue=regles', '[data-testid=orders]'],
    ['/paiements?vue=fichiers', '[data-testid=file]'],
    ['/beneficiaires', '.payee-row'],
    ['/beneficiaires?qui=COTONOU', '[data-testid=beneficiary]'],
    ['/placements/nouveau', '[data-testid=new-placement]'],
  ],
  'finance-controller': [
    ['/imputations', '[data-testid=proposal-BJ-ANCB-ECOLES]'],
    ['/imputations?vue=en-attente', '[data-testid=waiting]'],
    ['/imputations?vue=projets', '[data-testid=fundings]'],
    ['/imputations?vue=historique', '[data-testid=past]'],
    ['/previsions', '[data-testid=cash-table]'],
    ['/regularisations?onglet=ouverture', '[data-testid=acts-openings]'],
    ['/regularisations?onglet=operations', '[data-testid=prepare]'],
    ['/rapprochement', '[data-testid=rates]'],
    ['/placements', '[data-testid=placements]'],
    ['/placements/MAIN-EUR', '[data-testid=explained]'],
    ['/urgence/projection', '[data-testid=projection] svg'],
    ['/urgence/projection?vue=tableau', '[data-testid=projection] table'],
    ['/urgence/provenance', '[data-testid=lineage]'],
    ['/urgence/provenance?aide=LB-BEYROUTH-2020&vue=tableau', '[data-testid=lineage] table'],
  ],
  secretariat: [
    ['/projets', '[data-testid=board]'],
    ['/projets?vue=table', '[data-testid=projects-table]'],
    ['/projets?vue=map', '[data-testid=projects-map]'],
    ['/projets/KH-SR-PROFERTIL', '[data-testid=plan-bar]'],
    ['/projets/KH-SR-PROFERTIL?onglet=dossier', '[data-testid=checklist]'],
    ['/projets/KH-SR-PROFERTIL?onglet=historique', '[data-testid=history]'],
    ['/membres', '[data-testid=members-table]'],
    ['/programmes', '[data-testid=programmes-table]'],
    ['/programmes/GOV-SERVICES', '[data-testid=programme-approval]'],
  ],
  'bureau-secretary': [
    ['/bureau', '[data-testid=sessions]'],
    ['/bureau/BUREAU-2026-04-28', '[data-testid=running-total]'],
    ['/bureau/BUREAU-2026-04-28?presentation=1', '.bureau-projected [data-testid=running-total]'],
    ['/missions', '[data-testid=missions]'],
    ['/projets/KH-SR-PROFERTIL?onglet=resultats', '[data-testid=indicators]'],
  ],
  'project-officer': [
    ['/tranches?etape=PAID', '[data-testid=tranches]'],
    ['/tranches/KH-SR-PROFERTIL-T1', '[data-testid=tranche-money]'],
    ['/projets/KH-SR-PROFERTIL?onglet=financement', '[data-testid=provenance]'],
    ['/projets/KH-SR-PROFERTIL?onglet=tranches', '[data-testid=project-tranches]'],
    ['/projets/KH-SR-PROFERTIL?onglet=convention', '[data-testid=agreement]'],
  ],
  city: [['/mon-espace', '[data-testid=space-dossiers]']],
};

/** As a link of the page would, without loading everything again. */
const follow = (page: Page, address: string): Promise<void> =>
  page.evaluate((to) => history.pushState({}, '', to), address);

for (const [role, views = []] of Object.entries(pages)) {
  test.describe(`pages of ${role}`, { tag: '@ci' }, () => {
    test.use({ role: role as DemonstrationRole });
    for (const { name, width, height } of screens)
      for (const scheme of schemesOn(name))
        test(`on a ${name}, ${scheme}: no violation, nothing wider than the window`, async ({ page }) => {
          test.setTimeout(30_000 + views.length * 10_000);
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
          await page.goto(views[0]?.[0] ?? '/');
          for (const [address, shown] of views) {
            await follow(page, address);
            await expect(page.locator(shown).first(), address).toBeVisible();
            await expect(page.locator('.mantine-Skeleton-root'), address).toHaveCount(0);
            expect.soft(await violations(page), address).toEqual([]);
            expect.soft(await overflow(page), address).toBeLessThanOrEqual(0);
          }
        });
  });
}
