-- A receipt is read by auditors as the trail is: with the second factor, where the role needs one. The policy asked for the
-- membership alone.
alter policy receipt_read on receipt
    using (state_id = any (app_read_state()) or (select app_is_auditor()));
