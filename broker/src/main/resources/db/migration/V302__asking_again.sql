-- Whether a new inquiry may succeed, where the core said so (it could not decide on this one).
ALTER TABLE inquiry ADD COLUMN asking_again_helps boolean;
