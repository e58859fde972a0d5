/** What the tables of ledger say of whom, and what becomes of it. */
import { law, nobody, people, type PersonMap } from '../../platform/person-map.ts'

export const ledgerPersonMap: PersonMap = {
  'ledger.account': people([], {
    rows: `key like '%' || :id || '%'`,
    erased: law.deals,
    unlinked: { set: { key: 'replace(key, :id::text, :stranger::text)' } },
  }),
  'ledger.transfer': nobody('Moves figures between accounts; whose they are, the accounts say.'),
  'ledger.entry': people([], {
    rows: `account_id in (select id from ledger.account where key like '%' || :id || '%')`,
    erased: law.deals,
  }),
  'ledger.hold': nobody('Holds figures of accounts.'),
  'ledger.lot': people([], {
    rows: `account_id in (select id from ledger.account where key like '%' || :id || '%')`,
    erased: law.deals,
  }),
  'ledger.draw': nobody('What transfers took from lots.'),
  'ledger.hold_lot': nobody('What is held of lots.'),
}
