-- An answer that was taken over from the ledgers says so in its history.
alter table answer_history drop constraint answer_history_how_check;
alter table answer_history add check (how in ('typed', 'import', 'restored', 'ledger'));
