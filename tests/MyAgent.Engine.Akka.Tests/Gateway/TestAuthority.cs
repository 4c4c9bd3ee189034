using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MyAgent.Engine.Akka.Configuration;

namespace MyAgent.Engine.Akka.Tests.Gateway;

/// <summary>Two authorities that live as long as the test run: this process trusts the first and not the second.</summary>
internal static class TestAuthority
{
    /// <summary>The password of every certificate file.</summary>
    public const string Password = "p\"\\wd";

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly DirectoryInfo Directory = System.IO.Directory.CreateTempSubdirectory("myagent-tls-");
    private static readonly X509Certificate2 Trusted = MakeAuthority("Trusted");
    private static readonly X509Certificate2 Other = MakeAuthority("Other");

    /// <summary>.NET reads the file of trusted authorities when it first checks a certificate. It asks the C library for the file's name, which
    /// does not see what <see cref="System.Environment"/> sets.</summary>
    static TestAuthority()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(recursive: true);
        var file = Path.Combine(Directory.FullName, "trusted.pem");
        File.WriteAllText(file, Trusted.ExportCertificatePem());
        if (SetEnvironment("SSL_CERT_FILE", file, overwrite: 1) != 0)
            throw new InvalidOperationException("SSL_CERT_FILE could not be set.");
    }

    /// <summary>A certificate that is accepted: its file.</summary>
    public static string Certificate { get; } = Issue("trusted", Trusted, from: -1, to: 24);

    /// <summary>One that is like it and of the other authority.</summary>
    public static string CertificateOfAnother { get; } = Issue("other", Other, from: -1, to: 24);

    /// <summary>One whose time is over.</summary>
    public static string ExpiredCertificate { get; } = Issue("expired", Trusted, from: -3, to: -2);

    /// <summary>One of the trusted authority for another machine.</summary>
    public static string CertificateOfAnotherHost { get; } = Issue("host", Trusted, from: -1, to: 24, "elsewhere.example", "192.0.2.1");

    /// <summary>The configuration for TLS that comes with the engine, with a certificate.</summary>
    public static string Hocon(string certificate) =>
        HoconFiles.Expand(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "remote-tls.conf")), Environment(certificate)) + "\n";

    /// <summary>The environment variables that name a certificate.</summary>
    public static Func<string, string?> Environment(string certificate) => name => name switch
    {
        "MYAGENT_TLS_CERTIFICATE" => certificate,
        "MYAGENT_TLS_PASSWORD" => Password,
        _ => null,
    };

    private static X509Certificate2 MakeAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name} test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    private static string Issue(string name, X509Certificate2 authority, double from, double to, string host = "localhost", string address = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            authority, DateTimeOffset.UtcNow.AddHours(from), DateTimeOffset.UtcNow.AddHours(to), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        var file = Path.Combine(Directory.FullName, name + ".p12");
        File.WriteAllBytes(file, withKey.Export(X509ContentType.Pkcs12, Password));
        return file;
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi)]
    private static extern int SetEnvironment(string name, string value, int overwrite);
}
