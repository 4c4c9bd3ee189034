-- Contacts are searched by wrap-up code too. Only those that have one are in the index.
CREATE INDEX contact_by_code ON contact (code, origin_at, arrived) WHERE code IS NOT NULL AND moved_to IS NULL;
