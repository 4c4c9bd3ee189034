using System.Net;

namespace MyAgent.Engine.Service.Tests.Killing;

/// <summary>Sends each request to the engine that answered last, and turns to the other one where that does not answer or takes no work: what
/// a load balancer before two engines does.</summary>
public sealed class EitherEngine(Uri one, Uri other) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Uri[] _addresses = [one, other];
    private volatile int _current;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var tried = _current;
        request.RequestUri = new Uri(_addresses[tried], request.RequestUri!.PathAndQuery);
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                _current = 1 - tried;
            return answer;
        }
        catch (HttpRequestException)
        {
            _current = 1 - tried;
            throw;
        }
    }
}
