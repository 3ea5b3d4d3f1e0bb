package renkei.codebook.directory;

import renkei.codebook.InformationCode;

/**
 * That a body holds an information for others: a union (広域連合, 一部事務組合) or prefecture for its
 * members, a national body for everybody.
 *
 * @param information what it holds
 * @param validity on which days
 */
public record Responsibility(InformationCode information, Validity validity) {}
