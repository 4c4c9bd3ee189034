using System.Net.Sockets;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Commands.Serve;

/// <summary>Starts a server on its addresses, or says in one line why it cannot listen there.</summary>
internal static class ServerStart
{
    /// <summary>Starts a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="urls">Where it is to listen.</param>
    /// <param name="option">The option that says so.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <exception cref="CommandFailedException">An address is in use, not allowed or not of this machine.</exception>
    public static async Task StartAsync(WebApplication server, string urls, string option, CancellationToken cancel)
    {
        // A host cannot be stopped before it has made its services: what cannot be made, because its journal is in use, throws here.
        _ = server.Services.GetServices<IHostedService>();
        try
        {
            await server.StartAsync(cancel);
        }
        catch (Exception failure)
        {
            // Without this the host takes the end of the services that have started already for their failure, and logs it as critical.
            await server.StopAsync(CancellationToken.None);
            if (SocketErrorOf(failure) is not { } error)
                throw;
            throw new CommandFailedException(ExitCode.Failed, "cannotListen", $"Cannot listen on {urls}: {Reason(error)}. {option} names another address.");
        }
    }

    private static SocketError? SocketErrorOf(Exception? failure) =>
        failure is null or SocketException ? (failure as SocketException)?.SocketErrorCode : SocketErrorOf(failure.InnerException);

    private static string Reason(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another program",
        SocketError.AddressNotAvailable => "this machine does not have the address",
        SocketError.AccessDenied => "this user may not use the port",
        _ => new SocketException((int)error).Message,
    };
}
