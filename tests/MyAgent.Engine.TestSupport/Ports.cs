using System.Net;
using System.Net.Sockets;

namespace MyAgent.Engine.TestSupport;

/// <summary>
/// Ports of the loopback interface for the programs that tests start. They lie below those that an operating system gives to outgoing connections
/// (from 32768 on Linux, from 49152 elsewhere), and each is reserved by a locked file until this process ends, so that neither a connection nor
/// another test process takes one between the moment it is chosen and the moment it is listened on.
/// </summary>
public static class Ports
{
    private const int First = 15_000;
    private const int End = 32_000;

    private static readonly List<FileStream> Reserved = [];

    /// <summary>Reserves a port on which no process listens.</summary>
    /// <exception cref="InvalidOperationException">Every port of the range is taken.</exception>
    public static int Take()
    {
        lock (Reserved)
        {
            var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "myagent-test-ports")).FullName;
            var start = Random.Shared.Next(First, End);
            for (var tried = 0; tried < End - First; tried++)
            {
                var port = First + (start - First + tried) % (End - First);
                if (TryReserve(Path.Combine(directory, $"{port}")) is not { } reservation)
                    continue;
                if (CanListen(port))
                {
                    Reserved.Add(reservation);
                    return port;
                }
                reservation.Dispose();
            }
            throw new InvalidOperationException($"No port from {First} to {End - 1} is free.");
        }
    }

    private static FileStream? TryReserve(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool CanListen(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
