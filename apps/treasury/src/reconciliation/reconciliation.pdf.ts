import type { Language } from '@abonde/money';
import { pdfOf } from '@abonde/platform';
import type { ReconciliationDto } from './reconciliation.dto';
import { printed, printedAmount, printedDay } from './reconciliation-words';

/** The statement on paper: figures first, then what stands between bank and journal, line by line. */
export function reconciliationPdf(statement: ReconciliationDto, language: Language): Promise<Buffer> {
  const { title, subtitle, figures, sections, columns } = printed(statement, language);
  const about = { language, title: `${title} ${statement.account} ${statement.asOf}`, foot: subtitle };
  return pdfOf(about, (sheet) => {
    sheet.letterhead(subtitle);
    sheet.heading(1, title);
    for (const { label, value } of figures) sheet.fact(label, printedAmount(value, language));
    for (const { title: section, items, count, total, none, beyond } of sections) {
      sheet.heading(2, `${section} (${count})`);
      if (count === 0) {
        sheet.paragraph(none);
        continue;
      }
      if (total) sheet.fact(total.label, printedAmount(total.value, language));
      if (items.length < count) sheet.paragraph(beyond);
      sheet.table(
        [
          { heading: columns.date, width: 0.16 },
          { heading: columns.label },
          { heading: columns.amount, align: 'right', width: 0.24 },
        ],
        items.map(({ date, label, amount }) => [
          printedDay(date, language),
          label ?? '',
          printedAmount(amount, language),
        ]),
      );
    }
  });
}
