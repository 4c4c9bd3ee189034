using System.Net;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>Sends each request to the engine that answered last, and turns to the next one where that does not answer or takes no work: what
/// a load balancer before several engines does.</summary>
public sealed class AnyEngine(params Uri[] addresses) : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
{
    private volatile int _current;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var tried = _current;
        request.RequestUri = new Uri(addresses[tried], request.RequestUri!.PathAndQuery);
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                _current = (tried + 1) % addresses.Length;
            return answer;
        }
        catch (HttpRequestException)
        {
            _current = (tried + 1) % addresses.Length;
            throw;
        }
    }
}
