package renkei.gateway.jetty;

import jakarta.ws.rs.core.Response;
import org.apache.cxf.io.DelegatingInputStream;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Lets a refusal leave at once. CXF reads a request to its end before it answers: a sender who is
 * told that there is no room, or that he is too slow, would hear of it when he has sent everything.
 */
final class UnreadBodyInterceptor extends AbstractPhaseInterceptor<Message> {

  UnreadBodyInterceptor() {
    super(Phase.SETUP);
  }

  @Override
  public void handleMessage(Message out) {
    MessageContentsList contents = MessageContentsList.getContentsList(out);
    if (contents != null
        && !contents.isEmpty()
        && contents.getFirst() instanceof Response answer
        && answer.getStatus() >= HttpStatus.BAD_REQUEST_400) {
      out.getExchange().getInMessage().removeContent(DelegatingInputStream.class);
    }
  }
}
