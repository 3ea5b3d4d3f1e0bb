-- Inquiries are searched by the person they are about.
CREATE INDEX exchange_of_person ON exchange (tenant, subject_index);
